"""``python -m mediaaudit``."""

from mediaaudit.cli import main

main(prog_name="mediaaudit")
