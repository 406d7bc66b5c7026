using HyperToken.Overlay.Peer;
using HyperToken.Tests.Shared;

namespace HyperToken.Overlay.Tests;

/// <summary>What users build on changes only on purpose.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_should_be_the_one_agreed_on() => ApprovedApi.Check(typeof(PeerWiring).Assembly);
}
