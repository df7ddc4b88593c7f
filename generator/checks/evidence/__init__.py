"""What the checks share: facts of a project read once, words, figures; and how they are asked.

Nothing in here asks a question; the files beside this folder do.
"""
