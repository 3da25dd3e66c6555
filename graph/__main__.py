"""Run ``python -m graph``: check, build and query, without serving."""

from graph.commands import main

if __name__ == "__main__":
    main()
