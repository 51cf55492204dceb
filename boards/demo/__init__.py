"""The demonstration: an invented council with a few years of scrutiny, its content in the TOML files beside this."""
