package io.drinkd.driver.testkit;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;

/**
 * What Java keeps of one record. The first time that a record is compared, hashed or printed, Java
 * 17 keeps how it has adapted its method handles to that record, and with it the record's class
 * loader, until it does so for the next one. That is one record, however many there are, so nothing
 * grows; but whoever looks whether classes can be unloaded has to let another one take the place.
 */
public final class LastRecord {

  private LastRecord() {}

  /** The one that takes the place. */
  private record Other(Other value) {}

  /** Has Java forget the last one. */
  public static void replace() {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      MethodHandle value =
          lookup.findVirtual(Other.class, "value", MethodType.methodType(Other.class));
      make(
          lookup, "equals", MethodType.methodType(boolean.class, Other.class, Object.class), value);
      make(lookup, "hashCode", MethodType.methodType(int.class, Other.class), value);
      make(lookup, "toString", MethodType.methodType(String.class, Other.class), value);
    } catch (Throwable e) {
      throw new IllegalStateException("Java makes no methods of a record", e);
    }
  }

  private static void make(
      MethodHandles.Lookup lookup, String method, MethodType type, MethodHandle value)
      throws Throwable {
    ObjectMethods.bootstrap(lookup, method, type, Other.class, "value", value);
  }
}
