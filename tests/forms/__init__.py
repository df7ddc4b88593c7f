"""The submissions again, in every form that departments send: made from the text, as real tables.

``layout`` knows the form's grid (which cells are merged); the other files write that grid down in one
format each. What comes out must say the same as the text: that is what the tests here hold.
"""
