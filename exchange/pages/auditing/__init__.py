"""For auditors: a file of evidence checked, every transfer in days, counts and reasons, figures with charts, the log,
and the trail.

Lists and figures are made of what was signed and never erased, so nobody's data is opened for them, and they name no
person. What auditors take along (`taking_along`) is written on the trail as well.
"""
