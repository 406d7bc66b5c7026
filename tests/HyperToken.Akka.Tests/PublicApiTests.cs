using HyperToken.Tests.Shared;

namespace HyperToken.Tests;

/// <summary>What users build on changes only on purpose.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_should_be_the_one_agreed_on() => ApprovedApi.Check(typeof(HyperTokenPeer).Assembly);
}
