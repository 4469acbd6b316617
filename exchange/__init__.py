"""The portable assessment exchange.

One UK council publishes a person's signed care assessment and plan; another accepts it when the person moves, so that
nobody tells the whole story again and care does not stop on the day of the move. Every node is equal: there is no
central store of people. The rooms and what each is for are in the README; imports only go down, from the roof (`cli`,
`demo`, `app`) to the ground (`jose`, `errors`).
"""

__version__ = "0.1.0"
