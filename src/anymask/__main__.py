"""`python -m anymask …` is the same as `anymask …`, also where no script was installed."""

from anymask.cli.main import main

if __name__ == "__main__":
    main()
