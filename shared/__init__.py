"""The contract of both ends: words, lifecycles and schemas; imports marshmallow and the standard library only."""
