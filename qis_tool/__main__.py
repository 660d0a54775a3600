"""python -m qis_tool"""

from qis_tool.cli import run

if __name__ == "__main__":
    run()
