/**
 * The transport that all doors with a TCP connection of their own share: limits, TLS, idle
 * time-out, back-pressure, batched writes, graceful close and I/O threads, over Apache MINA.
 *
 * <p>A protocol declares which settings it takes, and gives a listener its {@link
 * io.drinkd.appliance.net.ProtocolHandler}: how a line is read, the filters and the {@link
 * io.drinkd.appliance.net.ConnectionHandler} of each connection, and what a refused client gets.
 * The package {@code reverse} of the tests is a small protocol of lines, to begin from. {@link
 * io.drinkd.appliance.net.TcpDoor} holds the order of the filters. Everything of a connection
 * happens on its I/O thread: no locks, and nothing here may block.
 *
 * <p>It must not know a member, a machine, a command, a dialect or a service; it speaks of
 * connections, bytes and lines.
 */
package io.drinkd.appliance.net;
