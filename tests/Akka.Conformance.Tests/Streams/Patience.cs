using Akka.Streams;
using Xunit;

namespace Akka.Conformance.Tests.Streams;

/// <summary>Waiting for what must come, with an end to it if it does not.</summary>
internal static class Patience
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public static Task Soon(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Offers until the queue says that its stream is gone. An offer on the heels of the end may get no answer at all.</summary>
    public static async Task RefusesOffersAsync(this ISourceQueue<int> queue)
    {
        for (var end = DateTime.UtcNow + Limit; DateTime.UtcNow < end;)
        {
            try
            {
                await queue.OfferAsync(0).WaitAsync(TimeSpan.FromMilliseconds(100));
            }
            catch (TimeoutException)
            {
                continue;
            }
            catch (StreamDetachedException)
            {
                return;
            }
        }

        Assert.Fail("The queue still takes offers.");
    }
}
