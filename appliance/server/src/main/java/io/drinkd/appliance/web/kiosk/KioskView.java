package io.drinkd.appliance.web.kiosk;

import io.drinkd.appliance.credential.WebSessionStore;
import io.drinkd.appliance.web.page.MachineCard;
import io.drinkd.appliance.web.page.Notice;
import java.time.Duration;

/**
 * What a screen beside a machine shows.
 *
 * @param path the address of the screen
 * @param key by which a drop happens once, however often its button is pressed
 * @param notice null for none
 */
public record KioskView(String path, MachineCard machine, String key, Notice notice) {

  /** Whoever has signed in is forgotten then, whatever happens. */
  static final Duration SIGNED_IN_MAX = WebSessionStore.KIOSK_LIFE;

  /** After so many seconds without a touch whoever has signed in is signed out. */
  public static final int IDLE_SECONDS = 30;

  /** So many seconds after a drop as well, unless the screen is touched sooner. */
  public static final int AFTER_DROP_SECONDS = 10;

  /** After so many seconds without a touch the next one is not told what was wrong with a card. */
  public static final int REFUSED_SECONDS = 10;

  /** A drop in doubt has more to read. */
  public static final int IN_DOUBT_SECONDS = 20;
}
