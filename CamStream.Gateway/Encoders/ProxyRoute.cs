using Yarp.ReverseProxy.Model;

namespace CamStream.Gateway.Encoders;

/// <summary>What of a viewer's request YARP needs to forward another one in its place.</summary>
/// <param name="Endpoint">The endpoint it was routed to.</param>
/// <param name="Feature">The route, its cluster and the encoders in it.</param>
/// <param name="Forward">The rest of YARP's pipeline.</param>
internal sealed record ProxyRoute(Endpoint Endpoint, IReverseProxyFeature Feature, RequestDelegate Forward);
