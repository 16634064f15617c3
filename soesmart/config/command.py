"""The console command `soesmart`: all management commands of the project, and those that need no Django."""

import os
import sys
from importlib import import_module
from io import TextIOWrapper
from signal import SIG_DFL, SIGPIPE, signal

# Loading Django takes longer than these take to answer.
WITHOUT_DJANGO = {
    "rate": "soesmart.config.commands.rate",
    "check-data": "soesmart.config.commands.check_data",
}


def main() -> None:
    if len(sys.argv) > 1 and sys.argv[1] in WITHOUT_DJANGO:
        signal(SIGPIPE, SIG_DFL)  # who reads only the first lines, such as `head`, is no mistake
        for stream in (sys.stdout, sys.stderr):  # German texts and signs, whatever the terminal says it understands
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8")
        sys.exit(import_module(WITHOUT_DJANGO[sys.argv[1]]).main(sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
