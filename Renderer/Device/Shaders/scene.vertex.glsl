layout(location = 0) in vec3 positionIn;
layout(location = 1) in vec4 normalShadeIn;
layout(location = 2) in vec2 uvIn;

layout(location = 0) CENTROID out vec4 worldOut;    // position; openness
layout(location = 1) CENTROID out vec3 normalOut;
layout(location = 2) CENTROID out vec2 uvOut;
#ifdef PATTERN
layout(location = 3) CENTROID out vec3 localOut;
#endif

void main()
{
    vec4 local = vec4(positionIn, 1.0);
    vec4 world = vec4(dot(local, worldX), dot(local, worldY), dot(local, worldZ), 1.0);
    // Image rows run downwards, so that row 0 of the target is the picture's top.
    gl_Position = vec4(dot(world, clipX), -dot(world, clipY), dot(world, clipZ), dot(world, clipW));
#ifdef COVER
    // The grid goes on by a frame to each side.
    gl_Position.xy /= 3.0;
#else
    // Each image is a layer of its own at the same pixels: a tile's place in an atlas would change the interpolation's rounding.
    gl_Layer = int(clipping.z);
#endif
    worldOut = vec4(world.xyz, normalShadeIn.w);
    vec3 n = normalShadeIn.xyz;
    normalOut = vec3(dot(n, normalX.xyz), dot(n, normalY.xyz), dot(n, normalZ.xyz));
    uvOut = uvIn;
#ifdef PATTERN
    localOut = positionIn;
#endif
}
