"""One plain marshmallow schema module a resource: the backend loads strictly, the phone with `unknown=EXCLUDE`."""
