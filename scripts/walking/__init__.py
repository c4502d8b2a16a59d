"""Walks through the product as somebody new does, and writes down what is seen."""
