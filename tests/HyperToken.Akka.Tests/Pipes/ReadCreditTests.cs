using HyperToken.Links;

namespace HyperToken.Tests.Pipes;

/// <summary>How much of one link may lie in a peer's mailbox.</summary>
public sealed class ReadCreditTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_reader_should_wait_at_the_limit_until_half_has_been_taken()
    {
        var credit = new ReadCredit(4, 1000);
        for (var i = 0; i < 4; i++)
            Assert.True(credit.TakeAsync(10).IsCompleted);

        var waiting = credit.TakeAsync(10).AsTask();
        credit.Give(10);
        Assert.False(waiting.IsCompleted);
        credit.Give(10);
        await waiting.WaitAsync(Patience);
        Assert.Equal(3, credit.Frames);
    }

    [Fact]
    public async Task A_frame_longer_than_the_limit_should_go_alone()
    {
        var credit = new ReadCredit(4, 1000);
        Assert.True(credit.TakeAsync(10).IsCompleted);
        var waiting = credit.TakeAsync(5000).AsTask();
        Assert.False(waiting.IsCompleted);
        credit.Give(10);
        await waiting.WaitAsync(Patience);
        Assert.False(credit.TakeAsync(1).IsCompleted);
    }

    [Fact]
    public async Task An_abort_should_let_the_reader_go()
    {
        var credit = new ReadCredit(1, 1000);
        Assert.True(credit.TakeAsync(1).IsCompleted);
        var waiting = credit.TakeAsync(1).AsTask();
        credit.Abort();
        await waiting.WaitAsync(Patience);
        Assert.True(credit.TakeAsync(1).IsCompleted);
    }
}
