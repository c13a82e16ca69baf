package io.drinkd.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import io.drinkd.appliance.process.HouseFolder;
import io.drinkd.appliance.process.NotifySocket;
import io.drinkd.appliance.process.RunningAppliance;
import io.drinkd.appliance.process.Script;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real process reports to who supervises it, from its start to its end. */
class SupervisorIT {

  @TempDir Path temporary;

  @Test
  void isNotifiedOfStartProgressReloadAndEnd() throws Exception {
    HouseFolder house = new HouseFolder(temporary.resolve("house"));
    try (NotifySocket socket = new NotifySocket(temporary)) {
      Map<String, String> environment = new HashMap<>(socket.environment());
      environment.put("WATCHDOG_USEC", "300000");
      try (RunningAppliance appliance = new Script(temporary, house.conf(), environment).start()) {
        int port = appliance.port();
        socket.await("READY=1");
        assertThat(socket.messages())
            .contains(
                "STATUS=no machine yet, its file belongs into the folder machines;"
                    + " sunday on 127.0.0.1:"
                    + port
                    + "\n");
        socket.await("WATCHDOG=1");

        Files.writeString(house.conf().resolve("machines/d.yaml"), "nme: x\n");
        appliance.hangUp();
        appliance.awaitLog(Pattern.compile("configuration not reloaded"));
        socket.await("STATUS=configuration not reloaded, see the log; all is as it was before");
        assertThat(socket.messages()).contains("\nRELOADING=1\n");

        assertThat(appliance.stop()).isZero();
        socket.await("STOPPING=1");
      }
    }
  }
}
