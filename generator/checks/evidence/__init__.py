"""What the checks share: facts of a project read once, words, figures, and how a finding is put.

Nothing in here asks a question; the files beside this folder do.
"""
