"""What one writes in an evening: Python 3, its standard library, one thread, a buffer a connection."""
import selectors
import socket
import sys

reply = sys.argv[1].encode()
selector = selectors.DefaultSelector()
listening = socket.create_server(("127.0.0.1", 0), backlog=1024)
selector.register(listening, selectors.EVENT_READ)
print("listening on 127.0.0.1:%d" % listening.getsockname()[1], flush=True)


def accept():
    client, _ = listening.accept()
    client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    selector.register(client, selectors.EVENT_READ, bytearray())


def serve(client, rest):
    received = client.recv(65536)
    if not received:
        selector.unregister(client)
        client.close()
        return
    rest += received
    replies = bytearray()
    *lines, tail = rest.split(b"\n")
    for line in lines:
        if line.strip():
            replies += reply
    rest[:] = tail
    client.sendall(replies)


while True:
    for key, _ in selector.select():
        if key.data is None:
            accept()
        else:
            try:
                serve(key.fileobj, key.data)
            except OSError:
                selector.unregister(key.fileobj)
                key.fileobj.close()
