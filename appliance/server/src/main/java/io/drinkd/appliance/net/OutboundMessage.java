package io.drinkd.appliance.net;

/** Something to be sent to a client. */
public interface OutboundMessage {

  /** Its bytes. The array may be shared, and is not to be changed. */
  byte[] bytes();
}
