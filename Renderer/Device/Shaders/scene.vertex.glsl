
layout(location = 0) in vec3 position;
layout(location = 1) in vec4 normalShade;
layout(location = 2) in vec2 clothIn;
layout(location = 3) in uint objectInSlice;

uniform int firstObject;

layout(location = 0) out vec4 normalOut;    // xyz, shade
layout(location = 1) out vec4 clothOut;     // cloth x, y; view direction x, y
layout(location = 2) flat out uint objectOut;

void main()
{
    uint objectIn = objectInSlice + uint(firstObject);
    vec4 local = vec4(position, 1.0);
    vec4 x = objects[objectIn].worldX, y = objects[objectIn].worldY, z = objects[objectIn].worldZ;
    vec4 world = vec4(dot(local, x), dot(local, y), dot(local, z), 1.0);
    uint image = objects[objectIn].ids.x;
    // Image rows run downwards, so that row 0 of the target is the picture's top.
    gl_Position = vec4(dot(world, images[image].clipX), -dot(world, images[image].clipY),
                       2.0 * dot(world, images[image].clipZ) - dot(world, images[image].clipW), dot(world, images[image].clipW));
    // Each image is a layer of its own at the same pixels: a tile's place in an atlas would change the interpolation's rounding.
    gl_Layer = int(image);
    vec3 normal = vec3(dot(normalShade.xyz, x.xyz), dot(normalShade.xyz, y.xyz), dot(normalShade.xyz, z.xyz));
    normalOut = vec4(normal, normalShade.w);
    vec3 view = normalize(images[image].eye.xyz - world.xyz);
    clothOut = vec4(clothIn, view.xy);
    objectOut = objectIn;
}
