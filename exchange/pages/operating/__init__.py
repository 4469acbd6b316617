"""For those who operate: what does not move and why, keys and when they end, members, accounts; and, at the
federation's own node, who is a member, who becomes one after a call, and who is vouched for no more.

`trail_words` says what the words of the trail are called, here and for auditors.
"""
