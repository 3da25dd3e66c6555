"""Run ``equipoise``, or ``python -m web``."""

from web.commands import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="equipoise")


if __name__ == "__main__":
    main()
