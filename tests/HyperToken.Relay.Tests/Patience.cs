
namespace HyperToken.Relay.Tests;

/// <summary>Waits for what takes a moment, and not for ever.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        var deadline = DateTime.UtcNow + Limit;
        while (!holds())
        {
            Assert.True(DateTime.UtcNow < deadline, $"{what}: not within {Limit.TotalSeconds} s.");
            await Task.Delay(10);
        }
    }

    public static async Task UntilAsync(Func<Task<bool>> holds, string what)
    {
        var deadline = DateTime.UtcNow + Limit;
        while (!await holds())
        {
            Assert.True(DateTime.UtcNow < deadline, $"{what}: not within {Limit.TotalSeconds} s.");
            await Task.Delay(20);
        }
    }
}
