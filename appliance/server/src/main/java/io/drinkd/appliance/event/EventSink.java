package io.drinkd.appliance.event;

/** Where events go. May be called on any thread; does not block. */
public interface EventSink {

  /** One that nobody listens to. */
  EventSink NONE =
      new EventSink() {
        @Override
        public void happened(Event event) {}

        @Override
        public void written(Event event, long number) {}
      };

  /** Something has happened of which the books have nothing, such as what a sensor reports. */
  void happened(Event event);

  /**
   * Something has changed in the books, and is on disk.
   *
   * @param number that of the change, see {@link io.drinkd.appliance.store.Followed#apply}
   */
  void written(Event event, long number);
}
