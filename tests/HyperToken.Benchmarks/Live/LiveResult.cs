namespace HyperToken.Benchmarks.Live;

/// <summary>What a live run has shown.</summary>
/// <param name="Engine">The engine.</param>
/// <param name="Peers">Peers in the process.</param>
/// <param name="Links">direct or pipe.</param>
/// <param name="Bytes">Bytes of a payload.</param>
/// <param name="Window">Messages under way at once.</param>
/// <param name="Seconds">How long was measured.</param>
/// <param name="Messages">Messages published in that time.</param>
/// <param name="Deliveries">Times a message was handed to an application in that time.</param>
/// <param name="DeliveriesPerSecond">The same, a second.</param>
/// <param name="LowestPerSecond">The same in the worst second.</param>
/// <param name="DeliveryRate">Deliveries ÷ those expected of all messages of the run, warm-up included, once all had ended.</param>
/// <param name="CopiesPerPeer">Payload frames received ÷ deliveries.</param>
/// <param name="Dropped">Payload frames that links dropped.</param>
/// <param name="LiveMiBBefore">Live bytes on the heap after a full collection, when measuring began, in MiB.</param>
/// <param name="LiveMiBAfter">The same when all messages had ended.</param>
/// <param name="AllocatedBytesPerDelivery">Bytes allocated while measuring ÷ deliveries.</param>
/// <param name="CpuMicrosPerDelivery">Processor time while measuring ÷ deliveries, in microseconds; does not depend on what else the machine does.</param>
/// <param name="PeakWorkingSetMiB">The largest working set while measuring.</param>
/// <param name="GcPauseSeconds">Time the process stood still to collect garbage while measuring.</param>
/// <param name="TellsPerSecond">The engine's bare fan-out.</param>
/// <param name="RatioToTell">DeliveriesPerSecond ÷ TellsPerSecond.</param>
internal sealed record LiveResult(
    string Engine,
    int Peers,
    string Links,
    int Bytes,
    int Window,
    double Seconds,
    long Messages,
    long Deliveries,
    double DeliveriesPerSecond,
    double LowestPerSecond,
    double DeliveryRate,
    double CopiesPerPeer,
    long Dropped,
    double LiveMiBBefore,
    double LiveMiBAfter,
    double AllocatedBytesPerDelivery,
    double CpuMicrosPerDelivery,
    double PeakWorkingSetMiB,
    double GcPauseSeconds,
    double TellsPerSecond,
    double RatioToTell)
{
    /// <summary>As a table.</summary>
    public string ToTable() => FormattableString.Invariant($"""
        | engine | peers | links | bytes | under way | seconds | deliveries/s | worst second | delivered | copies | dropped | live MiB before, after | bytes allocated/delivery | CPU µs/delivery | GC pause s | bare Tell/s | ratio |
        | --- | --: | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
        | {Engine} | {Peers:N0} | {Links} | {Bytes} | {Window} | {Seconds:0.0} | {DeliveriesPerSecond:N0} | {LowestPerSecond:N0} | {100 * DeliveryRate:0.####} % | {CopiesPerPeer:0.000} | {Dropped:N0} | {LiveMiBBefore:0.0}, {LiveMiBAfter:0.0} | {AllocatedBytesPerDelivery:N0} | {CpuMicrosPerDelivery:0.0} | {GcPauseSeconds:0.00} | {TellsPerSecond:N0} | {RatioToTell:0.000} |
        """);
}
