using System.IO.Pipelines;

namespace HyperToken.Links.Channels;

/// <summary>
/// Bytes in both directions between two peers, in order and bounded: whoever writes faster than the other side reads has to wait.
/// Whoever uses a side reads and writes one at a time, and completes both ends when done.
/// </summary>
internal interface IByteChannel : IAttachment
{
    /// <summary>What is known of the other side before it has said who it is: an address, a short id. For names and logs.</summary>
    string RemoteName { get; }

    /// <summary>What the other side writes.</summary>
    PipeReader Input { get; }

    /// <summary>What the other side reads.</summary>
    PipeWriter Output { get; }

    /// <summary>Whoever used it has completed both ends, and does not look at it again.</summary>
    void Finish();
}
