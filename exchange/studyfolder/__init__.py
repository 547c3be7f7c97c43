"""The study folder (docs/formats.md): a whole study as files that people and other programs can read and write.

`folder` opens it, `loading` finds and saves rows, `frame` is study.toml, `writing` the references and reports. Every
table has a module of its name, in which its way in (`load`) and its way out (`dump`) stand side by side.
"""
