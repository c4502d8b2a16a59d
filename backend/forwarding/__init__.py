"""The outbox, deliveries and gateways; and the change feed's rows, which every write leaves."""
