"""startup.py COMMAND...: how long the service takes from its start to its first answer.

Starts the command with a free port added, asks for /health until it answers 200, prints the
milliseconds, and ends the service, which must exit with 0.
"""

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def main(command):
    port = free_port()
    began = time.monotonic()
    with subprocess.Popen(
        [*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as service:
        while True:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/health") as answer:
                    if answer.status == 200:
                        break
            except urllib.error.HTTPError as error:
                sys.exit(f"error: /health: {error.code}")
            except OSError:
                if service.poll() is not None:
                    sys.exit(f"error: the service ended with {service.returncode}")
                time.sleep(0.0005)
        took = time.monotonic() - began
        service.send_signal(signal.SIGTERM)
    if service.returncode != 0:
        sys.exit(f"error: the service ended with {service.returncode}")
    print(f"{took * 1000:.0f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
