/**
 * The process: reads its command line, wires all parts together, starts them, and stops them in the
 * opposite order.
 *
 * <p>Everything may be known here and nothing is decided here; no other package imports this one.
 *
 * <h2>The way of a DROP</h2>
 *
 * <p>From {@code messageReceived} to the board and back, for a member who is logged in: no TLS, no
 * delay, no key, the board free and linked. It passes 45 classes of 9 packages.
 *
 * <p>A class counts if it does something to the drop or hands it on. Not named are values, what a
 * step only asks or uses for its own part (members, settings, rates, timers), filters that let it
 * pass as it is, and what is only notified of it (events, the activity log).
 *
 * <pre>
 *    1  net             SocketProcessor      reads the packet, on the connection's I/O thread
 *    2  net             ExceptionFilter      closes the connection if anything below throws
 *    3  net             GracefulCloseFilter  passes it on, unless the connection is closing
 *    4  net             CoalescingFilter     begins a batch of replies, sent when this packet is done
 *    5  net             LineCodec            takes up one line after the other while reading is not paused
 *    6  net             LineDecoder          cuts the line out of the bytes
 *    7  sunday          RequestParser        splits it into the verb DROP and its arguments
 *    8  net             RequestLimiter       counts it, and pauses reading if requests come too fast
 *    9  sunday          TrafficLogFilter     logs the line, if that logger is on
 *   10  sunday          RequestOrderFilter   holds back the requests behind it until it is answered
 *   11  sunday          AuthFilter           finds the verb, and lets it pass only with the claim it needs
 *   12  service         Caller               makes the claim: who logged in is still a member
 *   13  sunday          CommandContext       carries arguments and claim from here on
 *   14  sunday          CommandFilter        hands it to the runner, and will write what comes back
 *   15  sunday          CommandRunner        runs the command; whatever fails becomes a result
 *   16  sunday.command  DropCommand          reads slot, delay and key, and asks for the drop
 *   17  sunday          SundaySession        knows which machine is selected
 *   18  service         Drops                checks the delay, and makes a request of it all
 *   19  service         Catalog              finds the machine
 *   20  drop            Dispatcher           refuses what memory can: board away, slot empty, member poor
 *   21  drop            Order                is this drop from here to its end
 *   22  drop            OrderQueue           gives it its turn at once, for the board is free
 *   23  store.sqlite    SqliteStore          takes the work to be written, and gives a future for it
 *   24  store.sqlite    WriteThread          commits it together with all other work that waits
 *   25  store.sqlite    WriteTask            does it; if it fails, it is undone alone
 *   26  drop            DropStore            opens the drop and moves it to SENT, in one transaction
 *   27  machine         SlotStore            reads the slot, which must be on sale
 *   28  ledger          Ledger               holds the price, if the member can pay it
 *   29  drop            NewDropRow           writes the drop's row
 *   30  store.sqlite    SqliteTransaction    runs their statements, and keeps what is to follow the commit
 *   31  store.sqlite    SyncThread           takes the committed batch, and completes it when it is on disk
 *   32  store.sqlite    LogSync              forces the log to disk
 *   33  ledger          Balances             shows the held price, now that it is on disk
 *   34  drop            Order                gives the order to the machine: SENT is on disk
 *   35  machine         Machine              passes it to its board
 *   36  machine         DrivenBoard          passes it to the board that its driver has open now
 *   37  machine         GuardedBoard         sees to it that the order ends in time, whatever the driver does
 *   38  machine         GivenOrder           is the order's end, which happens once
 *   39  machine         DriverThread         runs the driver's code on the machine's own thread
 *   40  driver          Board                sends the order; io.drinkd.driver.link has this part of the way
 *
 *   41  machine         GuardedBoard         takes the driver's outcome for the order
 *   42  machine         GivenOrder           ends with it, and stops the deadline
 *   43  machine         DrivenBoard          counts it in the link's history
 *   44  drop            Order                hands it to its settlement, and the board to the next order
 *   45  drop            Settlement           decides the state by it: the board made the drop, so DROPPED
 *   46  drop            DropStore            moves the drop there, in one transaction, by way of 23 to 25
 *   47  ledger          Ledger               charges what is held: the price goes from the member to sales
 *   48  machine         Machines             takes one can off the slot's stock, in the same transaction
 *   49  machine         MachineSlots         shows the new count, once 31 to 33 have come round again
 *   50  drop            Settlement           logs the drop, and completes its result
 *   51  service         Drops                would refuse a result without a drink; here it has one
 *   52  sunday          CommandRunner        posts the late result to the connection
 *   53  net             Connection           sends it through the filters again, on the I/O thread
 *   54  net             CoalescingFilter     begins a batch
 *   55  sunday          AuthFilter           drops it if the client has left meanwhile
 *   56  sunday          CommandFilter        writes what the dialect makes of it
 *   57  sunday          ClassicDialect       spells it: OK Credits remaining: 450
 *   58  sunday          RequestOrderFilter   sees the reply leave, and passes on the next request
 *   59  net             CoalescingFilter     encodes it, and joins it with the other replies of the batch
 *   60  net             WriteBoundFilter     pauses reading if too many bytes wait for the client
 *   61  net             SocketProcessor      writes it to the socket
 * </pre>
 */
package io.drinkd.appliance;
