"""Says plainly when a port is taken, or is none: python tools/port_free.py 8000"""

import socket
import sys


def problem(port):
    """What stops a server from listening on this port of this machine, in plain words, or None."""
    if not 1 <= port <= 65535:
        return f"{port} is not a port. Choose one from 1024 to 65535, such as: make run PORT=8001"
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(("127.0.0.1", port))
        except PermissionError:
            return f"Only the system's administrator may use port {port}. Choose another: make run PORT=8001"
        except OSError:
            return f"Port {port} is taken by another program. Choose another: make run PORT={port % 65535 + 1}"
    return None


if __name__ == "__main__":
    sys.exit(problem(int(sys.argv[1])))
