namespace HyperToken.Relay.Admin;

/// <summary>What a metric is to Prometheus.</summary>
internal enum PrometheusType
{
    /// <summary>It only grows, until its source starts anew.</summary>
    Counter = 0,

    /// <summary>It goes up and down.</summary>
    Gauge,
}
