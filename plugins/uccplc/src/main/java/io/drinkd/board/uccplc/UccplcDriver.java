package io.drinkd.board.uccplc;

import io.drinkd.driver.Board;
import io.drinkd.driver.BoardContext;
import io.drinkd.driver.BoardDriver;
import io.drinkd.driver.BoardTraits;
import io.drinkd.driver.DriverSetting;
import io.drinkd.driver.link.BoardLink;
import java.time.Duration;
import java.util.List;
import org.pf4j.Extension;

/**
 * A PLC with Modbus/TCP. It sends nothing unasked, so it is asked for its slots every ten seconds
 * and after each drop; its motor needs five seconds between two drops.
 */
@Extension
public final class UccplcDriver extends BoardDriver {

  private static final int ADDRESS_MAX = 65_535;

  public UccplcDriver() {
    super(
        "uccplc",
        BoardTraits.dialled(Duration.ofSeconds(30), Duration.ofSeconds(60))
            .polled(Duration.ofSeconds(10))
            .suggestingPause(Duration.ofSeconds(5)),
        DriverSetting.number("unit", 0, 255, "the unit behind the address")
            .orElse(1)
            .tellingBoardsApart(),
        DriverSetting.number("drop-base", 0, ADDRESS_MAX, "the bit or register that drops slot 0")
            .orElse(1024),
        DriverSetting.choice("drop-by", List.of("bit", "register"), "what is written to drop")
            .orElse("bit"),
        DriverSetting.number("slot-base", 0, ADDRESS_MAX, "the bit that shows slot 0").orElse(16),
        DriverSetting.choice("slots-are", List.of("bits", "inputs"), "what shows the slots")
            .orElse("bits"),
        DriverSetting.flag("loaded", "what the bit of a loaded slot is").orElse(true),
        DriverSetting.duration("confirm-after", "1ms", "5s", "when the bit must still be on")
            .orElse("1ms"),
        DriverSetting.number("temperature-register", -1, ADDRESS_MAX, "tenths of a degree; or -1")
            .orElse(-1));
  }

  @Override
  public Board open(BoardContext context) {
    var codec = new ModbusCodec(context.settings().values().number("unit"));
    return new BoardLink(context, traits(), codec, new UccplcProtocol(context.settings()));
  }
}
