#!/usr/bin/env python
"""The same commands as the console command `soesmart`, for tools that expect this file."""

from soesmart.config.command import main

if __name__ == "__main__":
    main()
