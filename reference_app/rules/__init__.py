"""The rules, pure: values go in and values come out; `now` is an argument."""
