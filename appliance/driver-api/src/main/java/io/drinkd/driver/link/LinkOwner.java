package io.drinkd.driver.link;

import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;

/**
 * The owner of a session. MINA has one handler a service, so each session carries its owner as an
 * attribute; an accepted session changes its owner once, when its board is known.
 */
interface LinkOwner {

  AttributeKey KEY = new AttributeKey(LinkOwner.class, "owner");

  void opened(IoSession session);

  void received(IoSession session, Object message);

  void closed(IoSession session, String reason);

  default void own(IoSession session) {
    session.setAttribute(KEY, this);
  }

  static LinkOwner of(IoSession session) {
    return (LinkOwner) session.getAttribute(KEY);
  }
}
