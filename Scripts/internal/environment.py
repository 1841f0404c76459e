"""The Python environment of a script, which is made with Scripts/internal/python-environment."""
import os
import pathlib
import subprocess
import sys


def restart_with(requirements):
    """Runs the script again, with the same arguments, where the packages of this file are installed."""
    tool = pathlib.Path(__file__).with_name("python-environment")
    python = subprocess.run([tool, requirements], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    if pathlib.Path(sys.prefix).resolve() == pathlib.Path(python).parent.parent.resolve():
        sys.exit(f"{sys.prefix} lacks what {requirements.name} names; delete that folder and try again")
    os.execv(python, [python, *sys.argv])
