using System.Threading.RateLimiting;
using HyperToken.Inspection;

namespace HyperToken.Relay.Admin;

/// <summary>How much of the process its admin endpoint may take: nothing waits, what is too much is refused.</summary>
internal sealed class AdminLimits : IDisposable
{
    private readonly ConcurrencyLimiter _requests;
    private readonly TokenBucketRateLimiter _lookups;

    public AdminLimits(AdminSettings settings)
    {
        _requests = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = settings.MaxRequests });
        _lookups = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = 2 * settings.LookupsPerSecond,
            TokensPerPeriod = settings.LookupsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });
    }

    /// <summary>Takes a place among the requests in flight, until it is disposed; look whether it was acquired.</summary>
    public RateLimitLease Enter() => _requests.AttemptAcquire();

    /// <summary>Whether a question may be asked now; one that may counts.</summary>
    public bool Allows(IInspectionQuery query)
    {
        if (!query.AsksOthers)
            return true;

        using var lease = _lookups.AttemptAcquire();
        return lease.IsAcquired;
    }

    public void Dispose()
    {
        _requests.Dispose();
        _lookups.Dispose();
    }
}
