package io.drinkd.appliance.sunday;

import io.drinkd.appliance.config.ListenerSettings;
import io.drinkd.appliance.door.CannotListenException;
import io.drinkd.appliance.net.TcpDoor;
import io.drinkd.appliance.net.Transport;
import java.time.Duration;
import java.util.Collection;
import org.apache.mina.core.session.IoSession;

/** A listener of the Sunday protocol, opened for a test. */
final class SundayDoor implements AutoCloseable {

  private final TcpDoor door;

  private SundayDoor(TcpDoor door) {
    this.door = door;
  }

  static SundayDoor open(ListenerSettings settings, House house, Commands commands, int threads)
      throws CannotListenException {
    Transport transport = new Transport(house.timers(), threads);
    return new SundayDoor(new SundayProtocol(house.services(), commands, transport).open(settings));
  }

  int port() {
    return door.port();
  }

  Collection<IoSession> sessions() {
    return door.sessions();
  }

  void close(Duration patience) {
    door.close(patience);
  }

  @Override
  public void close() {
    door.close();
  }
}
