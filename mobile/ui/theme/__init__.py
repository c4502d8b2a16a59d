"""One visual language: `tokens` has the numbers and colours without Kivy, `live` makes them bindable in kv."""
