"""python -m bench [name …]: every benchmark, or those named."""

import importlib
import os
import pkgutil
import sys

import bench
from bench import house
from bench.frame import Figure, machine, table


def main() -> None:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    wanted = sys.argv[1:]
    names = [module.name for module in pkgutil.iter_modules(bench.__path__) if module.name in wanted or not wanted]
    figures: list[Figure] = []
    with house.database():
        for module in (importlib.import_module(f"bench.{name}") for name in names if name != "__main__"):
            if hasattr(module, "measure"):
                print(f"Measuring {module.__name__.removeprefix('bench.')} ...", flush=True)
                figures += module.measure()
                house.empty()
    print(f"\n{table(figures)}\n\n{machine()}")
    sys.exit(0 if all(figure.holds for figure in figures) else 1)


if __name__ == "__main__":
    main()
