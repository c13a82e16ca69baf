package io.drinkd.driver.link;

import io.drinkd.driver.SessionSource.SessionHandler;
import java.util.concurrent.Executor;
import org.apache.mina.filter.codec.ProtocolCodecFactory;

/**
 * Who receives the sessions with one board.
 *
 * @param codec decodes and encodes their messages
 * @param handler receives the sessions and their events
 * @param executor the machine's thread, on which both run
 */
record Subscriber(ProtocolCodecFactory codec, SessionHandler handler, Executor executor) {}
