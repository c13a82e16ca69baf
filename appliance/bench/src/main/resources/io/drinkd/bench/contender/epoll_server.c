/* The physical limit: one thread, epoll, a read and a write for each packet of lines. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 256
#define READ_BYTES 65536

static char received[READ_BYTES];

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static int listen_on_loopback(void) {
  int listening = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (listening < 0 || bind(listening, (struct sockaddr *)&address, length) || listen(listening, 1024))
    fail("listen");
  getsockname(listening, (struct sockaddr *)&address, &length);
  printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
  fflush(stdout);
  return listening;
}

static void watch(int selector, int descriptor) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
  if (epoll_ctl(selector, EPOLL_CTL_ADD, descriptor, &event)) fail("epoll_ctl");
}

static void serve(int client, const char *replies, size_t reply_length) {
  ssize_t length = read(client, received, sizeof received);
  if (length <= 0) {
    close(client);
    return;
  }
  size_t lines = 0;
  for (ssize_t i = 0; i < length; i++) lines += received[i] == '\n';
  size_t written = 0;
  while (written < lines * reply_length) {
    ssize_t now = write(client, replies + written, lines * reply_length - written);
    if (now < 0) {
      close(client);
      return;
    }
    written += now;
  }
}

int main(int count, char **arguments) {
  if (count != 2) return 2;
  size_t reply_length = strlen(arguments[1]);
  char *replies = malloc(READ_BYTES * reply_length);
  for (size_t i = 0; i < READ_BYTES; i++) memcpy(replies + i * reply_length, arguments[1], reply_length);
  int listening = listen_on_loopback(), selector = epoll_create1(0), one = 1;
  watch(selector, listening);
  struct epoll_event events[EVENTS];
  for (;;) {
    int ready = epoll_wait(selector, events, EVENTS, -1);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.fd != listening) {
        serve(events[i].data.fd, replies, reply_length);
        continue;
      }
      int client = accept(listening, NULL, NULL);
      if (client < 0) continue;
      setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
      watch(selector, client);
    }
  }
}
