"""How gunicorn serves Scrutiny: a few processes with several threads each, on this machine only by default."""

import gc
import os

bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_PROCESSES", "2"))
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
timeout = 120  # a long report takes a while to print
graceful_timeout = 20
keepalive = 5
max_requests = 5000  # a slow leak in a library never grows large
max_requests_jitter = 500
control_socket_disable = True
loglevel = os.environ.get("LOG_LEVEL", "warning")
if os.path.isdir("/dev/shm"):
    worker_tmp_dir = "/dev/shm"  # a slow disk must not look like a stuck process


def when_ready(server):
    """Says where the site is, once it answers."""
    print(f"\nScrutiny is ready: http://{bind}/\nPress Ctrl and C to stop it.\n", flush=True)


def post_worker_init(worker):
    """What is loaded once stays: the collector need not walk it, nor run several times a page."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)
