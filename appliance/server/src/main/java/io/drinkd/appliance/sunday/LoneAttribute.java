package io.drinkd.appliance.sunday;

import java.util.Set;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.core.session.IoSessionAttributeMap;

/**
 * Attributes of a session of which there is one at a time: its {@link Conversation}, which has all
 * the rest. As MINA's contract wants it, none is null. May be used on any thread.
 */
final class LoneAttribute implements IoSessionAttributeMap {

  private Object key;
  private Object value;

  @Override
  public synchronized Object getAttribute(IoSession session, Object wanted, Object preset) {
    if (value == null && preset != null) {
      set(wanted, preset);
    }
    return wanted.equals(key) ? value : preset;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if another one is set
   */
  @Override
  public synchronized Object setAttribute(IoSession session, Object wanted, Object now) {
    Object before = getAttribute(session, wanted, null);
    if (now == null) {
      removeAttribute(session, wanted);
    } else {
      set(wanted, now);
    }
    return before;
  }

  private void set(Object wanted, Object now) {
    if (value != null && !wanted.equals(key)) {
      throw new IllegalStateException(
          "a session has one attribute, found " + key + ", not wanted as well: " + wanted);
    }
    key = wanted;
    value = now;
  }

  @Override
  public synchronized Object setAttributeIfAbsent(IoSession session, Object wanted, Object now) {
    Object before = getAttribute(session, wanted, null);
    return before == null ? setAttribute(session, wanted, now) : before;
  }

  @Override
  public synchronized Object removeAttribute(IoSession session, Object wanted) {
    Object before = getAttribute(session, wanted, null);
    if (before != null) {
      key = null;
      value = null;
    }
    return before;
  }

  @Override
  public synchronized boolean removeAttribute(IoSession session, Object wanted, Object expected) {
    return replaceAttribute(session, wanted, expected, null);
  }

  @Override
  public synchronized boolean replaceAttribute(
      IoSession session, Object wanted, Object expected, Object now) {
    boolean found = expected != null && expected.equals(getAttribute(session, wanted, null));
    if (found) {
      setAttribute(session, wanted, now);
    }
    return found;
  }

  @Override
  public synchronized boolean containsAttribute(IoSession session, Object wanted) {
    return getAttribute(session, wanted, null) != null;
  }

  @Override
  public synchronized Set<Object> getAttributeKeys(IoSession session) {
    return key == null ? Set.of() : Set.of(key);
  }

  /** There is nothing to let go of. */
  @Override
  public void dispose(IoSession session) {}
}
