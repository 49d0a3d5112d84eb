"""The one door to a number: whoever shows, prints or exports one asks for it here.

A question is a function of the warehouse, `question(snapshot, *about, scope)`, whose answer is a frozen record.

ask           `Ask`: puts questions to one snapshot for one scope, through the memory that it is given
memory        what a memory must do, and three of them: keeps nothing, keeps all, notes what was stated
questions     the register of questions: those with numbers under their lasting names, and those without
statements    what an answer states, and how its number gets into its passports
canonical     an answer as JSON that is the same on every machine
numbers       a number such as MP-7K3Q-9XTD-2B4H: made of a text, and read as people type it
verification  whether a number still holds: the same question, put to the kept snapshot again
"""
