/**
 * What the appliance is measured beside: servers that answer each line with the same bytes and do
 * nothing else. Each is a program of its own; its one argument is the reply, and it says {@code
 * listening on 127.0.0.1:PORT}.
 *
 * <p>They must not share code with the appliance, or both would be slow or quick for the same
 * reason.
 */
package io.drinkd.bench.contender;
