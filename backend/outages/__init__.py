"""Known failures and planned work: services x areas x time, and what people are told of them."""
