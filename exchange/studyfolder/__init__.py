"""The study folder (docs/formats.md): a whole study as files that people and other programs can read and write.

`folder` opens it, `loading` saves rows, and one module a floor holds each table's way in and way out side by side:
`frame`, `words`, `theory`, `writing`. `load` and `dump` go through them in order.
"""
