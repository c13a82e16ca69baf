package io.drinkd.driver.link;

import org.apache.mina.core.session.AttributeKey;
import org.apache.mina.core.session.IoSession;

/**
 * Whom a session belongs to. MINA has one handler a service, so each session carries its owner as
 * an attribute; a session that is accepted changes its owner once, when it is known whose it is.
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
